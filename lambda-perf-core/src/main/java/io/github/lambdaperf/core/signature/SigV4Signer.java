package io.github.lambdaperf.core.signature;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * AWS Signature Version 4 for requests that differ only in time and payload: the signing key is kept for a day, everything
 * but the payload's hash for a second, the hash as long as the same array comes again. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">the definition</a>
 */
public final class SigV4Signer {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String PAYLOAD_HASH = "x-amz-content-sha256";
    private static final int DIGEST = HmacSha256.SIZE;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final String region;
    private final String service;
    private final String method;
    private final String canonicalPath;
    private final String canonicalQuery;
    private final SortedMap<String, String> fixedHeaders;
    private final MessageDigest sha256;
    private final HmacSha256 hmac;
    private final byte[] digest = new byte[DIGEST];
    private final byte[] hex = new byte[DIGEST * 2];
    private AwsCredentialsIdentity keyCredentials;
    private String keyDay;
    private Frame frame;
    private byte[] hashed;
    private AsciiString payloadHash;

    /**
     * @param path of the request, percent-encoded as sent; Lambda's canonical path encodes it once more
     * @param query sorted and encoded as sent, or empty
     * @param fixedHeaders lower-case names and values of the headers that every request has, {@code host} among them
     */
    public SigV4Signer(
            String region, String service, String method, String path, String query, Map<String, String> fixedHeaders) {
        this.region = region;
        this.service = service;
        this.method = method;
        this.canonicalPath = path.replace("%", "%25");
        this.canonicalQuery = query;
        this.fixedHeaders = new TreeMap<>(fixedHeaders);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        this.hmac = new HmacSha256(sha256);
    }

    /**
     * The headers that a signature adds.
     *
     * @param date value of {@code x-amz-date}
     * @param payloadHash value of {@code x-amz-content-sha256}
     * @param token value of {@code x-amz-security-token}, or null
     * @param authorization value of {@code Authorization}
     */
    public record Signature(AsciiString date, AsciiString payloadHash, AsciiString token, AsciiString authorization) {}

    /** What all signatures of one second have in common, around the payload's hash and the signature. */
    private record Frame(
            AwsCredentialsIdentity credentials,
            long second,
            List<Map.Entry<String, String>> moreHeaders,
            String path,
            String query,
            byte[] beforeHash,
            byte[] afterHash,
            byte[] toSign,
            byte[] authorization,
            AsciiString date,
            AsciiString token) {
        /** By identity where that is enough: a miss costs a new frame. */
        @SuppressWarnings("ReferenceEquality")
        boolean fits(
                AwsCredentialsIdentity who,
                long when,
                List<Map.Entry<String, String>> more,
                String toPath,
                String withQuery) {
            return second == when && credentials == who && moreHeaders == more && path == toPath && query == withQuery;
        }
    }

    /** Signs a request. @throws IllegalArgumentException where credentials hold what no header may */
    public Signature sign(AwsCredentialsIdentity credentials, Instant now, byte[] payload) {
        return sign(credentials, now, payload, List.of(), canonicalPath, canonicalQuery);
    }

    /**
     * Signs a request to a path and query of its own.
     *
     * @param moreHeaders headers of this request alone, lower-case, to be signed too
     * @param path canonical: normalised, and encoded once more than it is sent
     * @param query canonical: sorted by encoded name
     */
    public Signature sign(
            AwsCredentialsIdentity credentials,
            Instant now,
            byte[] payload,
            List<Map.Entry<String, String>> moreHeaders,
            String path,
            String query) {
        long second = now.getEpochSecond();
        if (frame == null || !frame.fits(credentials, second, moreHeaders, path, query)) {
            frame = frame(credentials, now, moreHeaders, path, query);
        }
        if (payload != hashed) {
            sha256.update(payload);
            payloadHash = new AsciiString(hexDigest());
            hashed = payload;
        }
        sha256.update(frame.beforeHash());
        sha256.update(payloadHash.array());
        sha256.update(frame.afterHash());
        sha256.update(payloadHash.array());
        byte[] canonical = hexDigest();
        byte[] authorization = new byte[frame.authorization().length + hex.length];
        System.arraycopy(frame.authorization(), 0, authorization, 0, frame.authorization().length);
        hmac.digest(frame.toSign(), canonical, digest);
        hex(digest, authorization, frame.authorization().length);
        return new Signature(frame.date(), payloadHash, frame.token(), new AsciiString(authorization, false));
    }

    private Frame frame(
            AwsCredentialsIdentity credentials,
            Instant now,
            List<Map.Entry<String, String>> moreHeaders,
            String path,
            String query) {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String token = credentials instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null;
        SortedMap<String, String> headers = new TreeMap<>(fixedHeaders);
        headers.put("x-amz-date", time);
        headers.put(PAYLOAD_HASH, "");
        if (token != null) {
            headers.put("x-amz-security-token", token);
        }
        for (Map.Entry<String, String> header : moreHeaders) {
            headers.put(header.getKey(), header.getValue());
        }
        StringBuilder before = new StringBuilder(512)
                .append(method)
                .append('\n')
                .append(path)
                .append('\n')
                .append(query)
                .append('\n');
        StringBuilder after = new StringBuilder(256);
        headers.forEach((name, value) -> {
            StringBuilder part = name.compareTo(PAYLOAD_HASH) <= 0 ? before : after;
            part.append(name).append(':').append(value);
            // the hash itself goes between the two
            (name.equals(PAYLOAD_HASH) ? after : part).append('\n');
        });
        String names = String.join(";", headers.keySet());
        after.append('\n').append(names).append('\n');
        if (HttpHeaderValidationUtil.validateValidHeaderValue(credentials.accessKeyId() + token) >= 0) {
            throw new IllegalArgumentException(
                    "the credentials hold a character that no header may, such as a line's end");
        }
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        key(credentials, day);
        return new Frame(
                credentials,
                now.getEpochSecond(),
                moreHeaders,
                path,
                query,
                utf8(before.toString()),
                utf8(after.toString()),
                utf8(ALGORITHM + "\n" + time + "\n" + scope + "\n"),
                utf8(ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature="),
                new AsciiString(time),
                token == null ? null : new AsciiString(utf8(token), false));
    }

    private void key(AwsCredentialsIdentity credentials, String day) {
        if (credentials != keyCredentials || !day.equals(keyDay)) {
            byte[] key = code(utf8("AWS4" + credentials.secretAccessKey()), day);
            for (String part : List.of(region, service, "aws4_request")) {
                key = code(key, part);
            }
            hmac.init(key);
            keyCredentials = credentials;
            keyDay = day;
        }
    }

    private byte[] code(byte[] secret, String text) {
        byte[] code = new byte[HmacSha256.SIZE];
        hmac.init(secret);
        hmac.digest(utf8(text), NOTHING, code);
        return code;
    }

    /** The digest of what was fed, in a buffer that the next one overwrites. */
    private byte[] hexDigest() {
        try {
            sha256.digest(digest, 0, DIGEST);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        hex(digest, hex, 0);
        return hex;
    }

    private static void hex(byte[] bytes, byte[] to, int offset) {
        int at = offset;
        for (byte value : bytes) {
            to[at++] = DIGITS[value >> 4 & 0xf];
            to[at++] = DIGITS[value & 0xf];
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
