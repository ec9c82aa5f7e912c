/** Completes a run record from the server's side: its logs by Logs Insights, the cost, and advice. */
package io.github.lambdaperf.core.analyze;
