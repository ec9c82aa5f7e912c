/** YAML files as nodes that know their places. */
package io.github.lambdaperf.core.yaml;
