/** Standard and FIFO queues with the semantics of SQS. All of it is confined to one executor. */
package io.github.lambdaperf.local.queue;
