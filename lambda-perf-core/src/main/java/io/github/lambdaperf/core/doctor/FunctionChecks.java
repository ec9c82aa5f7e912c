package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.PerfException;
import io.github.lambdaperf.core.cost.PriceTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PackageType;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.TracingMode;

/** What the function's configuration says by itself. */
final class FunctionChecks {
    private static final int SOON_MONTHS = 6;

    private final Subject subject;
    private final GetFunctionConfigurationResponse config;
    private final PriceTable prices;
    private final LocalDate today;

    FunctionChecks(Subject subject, PriceTable prices, LocalDate today) {
        this.subject = subject;
        this.config = subject.config();
        this.prices = prices;
        this.today = today;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(state());
        findings.add(lastUpdate());
        findings.add(runtime());
        findings.add(tracing());
        findings.add(snapStart());
        findings.add(architecture());
        return findings;
    }

    private Finding state() {
        State state = config.state() == null ? State.ACTIVE : config.state();
        String what = subject.name() + " is " + config.stateAsString() + reason(config.stateReason());
        String wait = subject.aws("lambda wait function-active-v2 --function-name " + subject.name());
        return switch (state) {
            case ACTIVE -> Finding.ok("state", subject.name() + " is Active");
            case PENDING -> Finding.warn("state", what, wait);
            case INACTIVE ->
                Finding.warn(
                        "state",
                        what + ": the first invocation fails and wakes it",
                        subject.aws("lambda invoke --function-name " + subject.name() + " /dev/null") + "; " + wait);
            default -> Finding.fail("state", what, "deploy the function again");
        };
    }

    private Finding lastUpdate() {
        LastUpdateStatus status = config.lastUpdateStatus();
        if (status == LastUpdateStatus.IN_PROGRESS) {
            return Finding.warn(
                    "last update",
                    "an update of the configuration is in progress",
                    subject.aws("lambda wait function-updated-v2 --function-name " + subject.name()));
        } else if (status == LastUpdateStatus.FAILED) {
            return Finding.fail(
                    "last update",
                    "the last update failed" + reason(config.lastUpdateStatusReason()),
                    "deploy the function again");
        }
        return Finding.ok("last update", "no update is in progress");
    }

    private static String reason(String text) {
        return text == null || text.isEmpty() ? "" : " (" + text + ")";
    }

    private Finding runtime() {
        if (config.packageType() == PackageType.IMAGE || config.runtimeAsString() == null) {
            return Finding.skipped("runtime", "a container image brings its own");
        }
        String runtime = config.runtimeAsString();
        Optional<LocalDate> date = new RuntimeDates().deprecated(runtime);
        if (date.isEmpty()) {
            return Finding.skipped("runtime", runtime + ": its end is not in the list of this version");
        }
        String fix = "move to a newer one: " + subject.configure("--runtime <newer runtime>");
        if (!today.isBefore(date.get())) {
            return Finding.fail("runtime", runtime + " has been deprecated since " + date.get(), fix);
        } else if (today.plusMonths(SOON_MONTHS).isAfter(date.get())) {
            return Finding.warn("runtime", runtime + " is deprecated from " + date.get(), fix);
        }
        return Finding.ok("runtime", runtime + ", supported until " + date.get());
    }

    private Finding tracing() {
        if (subject.local()) {
            return Finding.skipped("tracing", "the local target traces every invocation where it is asked to");
        } else if (config.tracingConfig() != null && config.tracingConfig().mode() == TracingMode.ACTIVE) {
            return Finding.ok("tracing", "X-Ray is active");
        }
        return Finding.warn(
                "tracing",
                "X-Ray traces nothing by itself: slow requests cannot be broken down",
                subject.configure("--tracing-config Mode=Active"));
    }

    private Finding snapStart() {
        if (config.snapStart() == null || config.snapStart().applyOn() != SnapStartApplyOn.PUBLISHED_VERSIONS) {
            return Finding.ok("snapstart", "not in use");
        } else if (subject.isLatest()) {
            return Finding.warn(
                    "snapstart",
                    "is on, and $LATEST is invoked: only published versions restore, so ordinary inits are measured",
                    subject.aws("lambda publish-version --function-name " + subject.name())
                            + ", and run with -Dperf.function=" + subject.name() + ":<version>");
        } else if (config.snapStart().optimizationStatus() != SnapStartOptimizationStatus.ON) {
            return Finding.warn(
                    "snapstart",
                    "version " + config.version() + " was published before SnapStart was turned on",
                    subject.aws("lambda publish-version --function-name " + subject.name())
                            + ", and invoke that version");
        }
        return Finding.ok("snapstart", "version " + config.version() + " restores from a snapshot");
    }

    private Finding architecture() {
        if (subject.local()) {
            return Finding.skipped("architecture", "that of this machine");
        } else if (config.architectures().contains(Architecture.ARM64)) {
            return Finding.ok("architecture", "arm64");
        }
        try {
            double x86 = price("x86_64");
            double saving = 1 - price("arm64") / x86;
            return new Finding(
                    "architecture",
                    Finding.Level.OK,
                    String.format(
                            Locale.ROOT,
                            "x86_64; arm64 takes %.0f %% off the duration charge if the duration stays",
                            saving * 100),
                    saving <= 0
                            ? ""
                            : "measure it: "
                                    + subject.aws("lambda update-function-code --function-name " + subject.name()
                                            + " --architectures arm64 --zip-file fileb://<package>"));
        } catch (PerfException e) {
            return Finding.ok("architecture", "x86_64; there is no price of both architectures to compare");
        }
    }

    private double price(String architecture) {
        return prices.price(subject.arn().region(), "lambda.gb-second." + architecture)
                .tiers()
                .first()
                .doubleValue();
    }
}
