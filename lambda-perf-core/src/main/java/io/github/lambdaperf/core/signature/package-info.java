/** Signatures of requests to AWS. */
package io.github.lambdaperf.core.signature;
