package io.github.lambdaperf.core.invoke;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS Signature Version 4 for requests that differ only in time and payload: the signing key is kept for a day, the
 * request's fixed part for good, the hash of a payload as long as the same array comes again. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">the definition</a>
 */
final class SigV4Signer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String region;
    private final String service;
    private final String method;
    private final String canonicalPath;
    private final String canonicalQuery;
    private final SortedMap<String, String> fixedHeaders;
    private final MessageDigest sha256;
    private final Mac hmac;
    private AwsCredentialsIdentity keyCredentials;
    private String keyDay;
    private byte[] key;
    private long second = Long.MIN_VALUE;
    private String time;
    private byte[] hashed;
    private String payloadHash;

    /**
     * @param path of the request, percent-encoded as sent; Lambda's canonical path encodes it once more
     * @param query sorted and encoded as sent, or empty
     * @param fixedHeaders lower-case names and values of the headers that every request has, {@code host} among them
     */
    SigV4Signer(
            String region, String service, String method, String path, String query, Map<String, String> fixedHeaders) {
        this.region = region;
        this.service = service;
        this.method = method;
        this.canonicalPath = path.replace("%", "%25");
        this.canonicalQuery = query;
        this.fixedHeaders = new TreeMap<>(fixedHeaders);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.hmac = Mac.getInstance("HmacSHA256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The headers that a signature adds.
     *
     * @param date value of {@code x-amz-date}
     * @param payloadHash value of {@code x-amz-content-sha256}
     * @param token value of {@code x-amz-security-token}, or null
     * @param authorization value of {@code Authorization}
     */
    record Signature(String date, String payloadHash, String token, String authorization) {}

    /** Signs a request. @param moreHeaders headers of this request alone, lower-case, to be signed too */
    Signature sign(
            AwsCredentialsIdentity credentials,
            Instant now,
            byte[] payload,
            List<Map.Entry<String, String>> moreHeaders) {
        return sign(credentials, now, payload, moreHeaders, canonicalPath, canonicalQuery);
    }

    /**
     * Signs a request to a path and query of its own.
     *
     * @param path canonical: normalised, and encoded once more than it is sent
     * @param query canonical: sorted by encoded name
     */
    Signature sign(
            AwsCredentialsIdentity credentials,
            Instant now,
            byte[] payload,
            List<Map.Entry<String, String>> moreHeaders,
            String path,
            String query) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            time = TIME.format(now);
        }
        String day = time.substring(0, 8);
        String token = credentials instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null;
        SortedMap<String, String> headers = new TreeMap<>(fixedHeaders);
        headers.put("x-amz-date", time);
        headers.put("x-amz-content-sha256", hash(payload));
        if (token != null) {
            headers.put("x-amz-security-token", token);
        }
        for (Map.Entry<String, String> header : moreHeaders) {
            headers.put(header.getKey(), header.getValue());
        }
        StringBuilder canonical = new StringBuilder(512)
                .append(method)
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        StringBuilder names = new StringBuilder(96);
        headers.forEach((name, value) -> {
            canonical.append(name).append(':').append(value).append('\n');
            names.append(names.isEmpty() ? "" : ";").append(name);
        });
        canonical.append('\n').append(names).append('\n').append(payloadHash);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + hex(sha256.digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        String signature = hex(hmac(key(credentials, day), toSign));
        return new Signature(
                time,
                payloadHash,
                token,
                "AWS4-HMAC-SHA256 Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
    }

    private String hash(byte[] payload) {
        if (payload != hashed) {
            payloadHash = hex(sha256.digest(payload));
            hashed = payload;
        }
        return payloadHash;
    }

    private byte[] key(AwsCredentialsIdentity credentials, String day) {
        if (credentials != keyCredentials || !day.equals(keyDay)) {
            byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
            key = hmac(hmac(hmac(hmac(secret, day), region), service), "aws4_request");
            keyCredentials = credentials;
            keyDay = day;
        }
        return key;
    }

    private byte[] hmac(byte[] secret, String text) {
        try {
            hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every secret is a key of HMAC", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
