/** APIs in front of functions: requests become events, answers of functions become answers of HTTP. */
package io.github.lambdaperf.local.api;
