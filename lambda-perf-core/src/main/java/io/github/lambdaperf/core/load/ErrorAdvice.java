package io.github.lambdaperf.core.load;

import io.github.lambdaperf.core.aws.CallFault;
import io.github.lambdaperf.core.invoke.ConnectionFault;
import io.github.lambdaperf.core.invoke.InvokeOutcome;
import io.github.lambdaperf.core.record.ErrorRecord;
import io.github.lambdaperf.core.scenario.EventBridgeSpec;
import io.github.lambdaperf.core.scenario.HttpSpec;
import io.github.lambdaperf.core.scenario.InvokeSpec;
import io.github.lambdaperf.core.scenario.SendSpec;
import io.github.lambdaperf.core.scenario.SnsSpec;
import io.github.lambdaperf.core.scenario.SqsSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to do about the kinds of failed requests that were not the function's own doing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">the errors of Invoke</a>
 */
final class ErrorAdvice {
    private static final Set<String> CONNECTION =
            Set.of(InvokeOutcome.CONNECTION_ERROR.label(), InvokeOutcome.TIMEOUT.label());
    private static final String ROLE_EC2 = "allow the function's role what AWSLambdaVPCAccessExecutionRole has";
    private static final String SUBNETS = "give the function's VPC configuration more, or larger, subnets";
    private static final String VPC = "correct the function's VPC configuration";
    private static final String KEY = "look at the KMS key of the function's environment: its state and its key policy";
    private static final String FILES =
            "look at the function's file system: mount targets, security groups, permissions";
    private static final String CHANGED = "the function was being changed: wait until its state is Active, run again";
    private static final String SNAPSTART = "look at the SnapStart hooks of the function and at the log of its version";
    private static final String RATE = "Lambda takes 10 requests a second for each unit of concurrency: raise the ";

    private static final Map<String, String> THROTTLES = Map.of(
            "ReservedFunctionConcurrentInvocationLimitExceeded",
            "the function's reserved concurrency is used up: raise it (aws lambda put-function-concurrency), or load less",
            "ConcurrentInvocationLimitExceeded",
            "the account's concurrency in this region is used up: have the quota 'Concurrent executions' raised, or load"
                    + " less",
            "ReservedFunctionInvocationRateLimitExceeded",
            RATE + "function's reserved concurrency, or lower the rate",
            "FunctionInvocationRateLimitExceeded",
            RATE + "function's or the account's concurrency, or lower the rate",
            "CallerRateLimitExceeded",
            "this caller has sent more requests than Lambda takes from one: lower the rate",
            "ConcurrentSnapshotCreateLimitExceeded",
            "too many SnapStart snapshots are being made: wait until the versions are Active, run again");

    private static final Set<String> DENIALS = Set.of("AccessDeniedException", "AccessDenied", "AuthorizationError");

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("ResourceNotFoundException", "the function, alias or version was deleted meanwhile: deploy it"),
            Map.entry("InvalidRequestContentException", "the payload is no JSON: look at the scenario's payload"),
            Map.entry("InvalidParameterValueException", "Lambda says which in the message: look at the scenario"),
            Map.entry("RequestTooLargeException", "make the payload smaller: 6 MB, or 1 MB where type is Event"),
            Map.entry("UnsupportedMediaTypeException", "the payload is no JSON: look at the scenario's payload"),
            Map.entry("ResourceConflictException", CHANGED),
            Map.entry("ResourceNotReadyException", CHANGED),
            Map.entry("SnapStartNotReadyException", CHANGED),
            Map.entry("SnapStartException", SNAPSTART),
            Map.entry("SnapStartTimeoutException", SNAPSTART),
            Map.entry("ServiceException", "Lambda itself failed: run again; where it stays, tell AWS the request id"),
            Map.entry("EC2ThrottledException", "EC2 throttled Lambda as it made network interfaces: run again later"),
            Map.entry("EC2UnexpectedException", "EC2 failed as Lambda made network interfaces: run again later"),
            Map.entry("EC2AccessDeniedException", ROLE_EC2),
            Map.entry("ENILimitReachedException", "have the VPC quota 'Network interfaces per Region' raised"),
            Map.entry("SubnetIPAddressLimitReachedException", SUBNETS),
            Map.entry("InvalidSubnetIDException", VPC),
            Map.entry("InvalidSecurityGroupIDException", VPC),
            Map.entry("InvalidRuntimeException", "give the function a runtime that Lambda still runs, deploy it again"),
            Map.entry("InvalidZipFileException", "Lambda cannot unzip the code: build and deploy it again"),
            Map.entry("KMSAccessDeniedException", KEY),
            Map.entry("KMSDisabledException", KEY),
            Map.entry("KMSInvalidStateException", KEY),
            Map.entry("KMSNotFoundException", KEY),
            Map.entry("EFSIOException", FILES),
            Map.entry("EFSMountFailureException", FILES),
            Map.entry("EFSMountTimeoutException", FILES),
            Map.entry("EFSMountConnectivityException", FILES),
            Map.entry("RecursiveInvocationException", "the function calls itself through its events: mend that loop"));

    private ErrorAdvice() {}

    /** One line for each kind, the most frequent first; functions' own errors are told elsewhere. */
    static List<String> lines(List<ErrorRecord> errors, SendSpec send) {
        return errors.stream()
                .filter(error -> !InvokeOutcome.FUNCTION_ERROR.label().equals(error.outcome()))
                .map(error -> {
                    String remedy = remedy(error, send);
                    return String.format(
                            Locale.ROOT,
                            "%d × %s%s%s",
                            error.count(),
                            error.type() == null ? error.outcome() : error.type(),
                            error.reason() == null ? "" : " (" + error.reason() + ")",
                            remedy == null ? "" : ": " + remedy);
                })
                .toList();
    }

    /** Null where none is known: AWS's message is in the record. */
    static String remedy(ErrorRecord error, SendSpec send) {
        if (error.reason() != null && THROTTLES.containsKey(error.reason())) {
            return THROTTLES.get(error.reason());
        }
        String credentials = CallFault.credentials(error.type());
        if (credentials != null) {
            return credentials;
        }
        if (CONNECTION.contains(error.outcome())) {
            return ConnectionFault.remedy(error.type());
        }
        if (error.type() == null) {
            return null;
        } else if (DENIALS.contains(error.type())) {
            return "allow " + permission(send);
        }
        return send instanceof InvokeSpec ? REMEDIES.get(error.type()) : null;
    }

    private static String permission(SendSpec send) {
        if (send instanceof SqsSpec) {
            return "sqs:SendMessage on the queue";
        } else if (send instanceof SnsSpec) {
            return "sns:Publish on the topic";
        } else if (send instanceof EventBridgeSpec) {
            return "events:PutEvents on the bus";
        } else if (send instanceof HttpSpec) {
            return "lambda:InvokeFunctionUrl and lambda:InvokeFunction on the function, or execute-api:Invoke on the API";
        }
        return "lambda:InvokeFunction on the function and its alias";
    }
}
