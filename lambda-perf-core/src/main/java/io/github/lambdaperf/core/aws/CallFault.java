package io.github.lambdaperf.core.aws;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why AWS has not done what it was asked for, and what to do about it. */
public final class CallFault {
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

    private static final String EXPIRED =
            "the credentials have expired: renew them (aws sso login, or a new session token) and run again";
    private static final String UNKNOWN = "AWS does not know these credentials: check AWS_ACCESS_KEY_ID, AWS_PROFILE or"
            + " perf.profile, and that perf.region is in their partition";
    private static final String CLOCK =
            "this machine's clock is wrong: set it by NTP (timedatectl set-ntp true) and run again";
    private static final String SIGNATURE =
            "either the secret key is not the one of the access key, or this machine's clock is wrong (set it by NTP)";

    /** By the error codes of the services, which do not agree on them. */
    private static final Map<String, String> CREDENTIALS = Map.ofEntries(
            Map.entry("ExpiredToken", EXPIRED),
            Map.entry("ExpiredTokenException", EXPIRED),
            Map.entry("UnrecognizedClientException", UNKNOWN),
            Map.entry("InvalidClientTokenId", UNKNOWN),
            Map.entry("InvalidAccessKeyId", UNKNOWN),
            Map.entry("MissingAuthenticationToken", UNKNOWN),
            Map.entry("MissingAuthenticationTokenException", UNKNOWN),
            Map.entry("IncompleteSignature", SIGNATURE),
            Map.entry("InvalidSignatureException", SIGNATURE),
            Map.entry("SignatureDoesNotMatch", SIGNATURE),
            Map.entry("RequestExpired", CLOCK),
            Map.entry("RequestTimeTooSkewed", CLOCK));

    private CallFault() {}

    /** An answer that AWS's client took and that does not fit to what was asked. */
    public static final class SenselessAnswer extends SdkException {
        private static final long serialVersionUID = 1L;

        /** @param why what is wrong with it */
        public SenselessAnswer(String why) {
            super(builder().message(why));
        }
    }

    /** What to do where credentials or the clock are at fault; null where an error code is of something else. */
    public static String credentials(String code) {
        return code == null ? null : CREDENTIALS.get(code);
    }

    /** AWS's name of an error, or the HTTP status. */
    public static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null || code.isBlank() ? "HTTP " + e.statusCode() : code;
    }

    /** True where the credentials, or their permissions, or the clock stand in the way. */
    public static boolean isDenied(AwsServiceException e) {
        return e.statusCode() == FORBIDDEN
                || REFUSALS.contains(e.statusCode())
                        && (code(e).startsWith("AccessDenied") || credentials(code(e)) != null);
    }

    /**
     * One sentence with cause and remedy; what permission is missing the clients of a session say themselves.
     *
     * @param service that was asked, for the reader
     */
    public static String describe(String service, SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return unanswered(service, e);
        }
        String message = answer.awsErrorDetails() == null
                ? answer.getMessage()
                : answer.awsErrorDetails().errorMessage();
        String said = message == null || message.isBlank() ? code(answer) : message;
        if (isDenied(answer)) {
            String remedy = credentials(code(answer));
            return service + " denied the call: " + said + (remedy == null ? "" : ": " + remedy);
        }
        String text = service + " answered " + code(answer) + (said.equals(code(answer)) ? "" : ": " + said);
        return answer.statusCode() >= 500 ? text + "; it is the service's own failure: run again later" : text;
    }

    /** For an answer that does not fit to what was asked. @param why what is wrong with it */
    public static String senseless(String service, String why) {
        return service + " gave an answer that makes no sense (" + why
                + "): look for a proxy that changes answers, or run again";
    }

    private static String unanswered(String service, SdkException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof SenselessAnswer || message.contains("unmarshall")) {
            return senseless(service, message);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.UnknownHostException) {
                return service + " could not be reached: the host " + cause.getMessage()
                        + " is not known: check perf.endpoint, perf.region and this machine's DNS";
            }
        }
        return service + " could not be reached: " + message + ": check the network, perf.endpoint and perf.region";
    }
}
