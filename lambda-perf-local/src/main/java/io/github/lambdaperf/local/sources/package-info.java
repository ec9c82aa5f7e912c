/** What invokes functions beside a client's Invoke: queues, topics, event buses, and the ends of asynchronous invocations. */
package io.github.lambdaperf.local.sources;
