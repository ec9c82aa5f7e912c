/** What nobody may read in a log, a record or a report, and how texts are freed of it. */
package io.github.lambdaperf.core.secret;
