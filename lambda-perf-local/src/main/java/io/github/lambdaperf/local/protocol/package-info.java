/**
 * AWS's protocols as codecs around functions from a JSON tree to a JSON tree. A service implements
 * {@link io.github.lambdaperf.local.protocol.ServiceOperations} and is put behind a
 * {@link io.github.lambdaperf.local.protocol.ServiceEndpoint}, which speaks rpc-v2-cbor, awsJson and awsQuery.
 */
package io.github.lambdaperf.local.protocol;
