/** A load shared out over several generators, and their records made one again. */
package io.github.lambdaperf.core.shard;
