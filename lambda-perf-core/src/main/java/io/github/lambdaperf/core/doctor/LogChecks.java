package io.github.lambdaperf.core.doctor;

import io.github.lambdaperf.core.aws.AwsSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.lambda.model.LogFormat;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.SystemLogLevel;

/** Whether the function's reports can be found in its logs, and how long they are kept. */
final class LogChecks {
    private final Subject subject;
    private final AwsSession session;
    private final Reads reads;

    LogChecks(Subject subject, AwsSession session, Reads reads) {
        this.subject = subject;
        this.session = session;
        this.reads = reads;
    }

    List<Finding> findings() {
        if (subject.local()) {
            return List.of(Finding.skipped("logs", "the local target keeps them with the run"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(format());
        String name = subject.logGroup();
        Optional<List<LogGroup>> found =
                reads.of(
                        "logs:DescribeLogGroups",
                        "*",
                        () -> session
                                .logs()
                                .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name))
                                .logGroups()
                                .stream()
                                .toList());
        if (found.isEmpty()) {
            findings.add(Finding.skipped("log group", name + " could not be looked up"));
            return findings;
        }
        found.get().stream()
                .filter(group -> group.logGroupName().equals(name))
                .findFirst()
                .ifPresentOrElse(
                        group -> existing(group, findings),
                        () -> findings.add(Finding.warn(
                                "log group",
                                "there is no " + name + ": the function has not run, or its role may not log",
                                subject.aws("logs create-log-group --log-group-name " + name) + "; "
                                        + retention(name))));
        return findings;
    }

    private void existing(LogGroup group, List<Finding> findings) {
        String name = group.logGroupName();
        findings.add(Finding.ok("log group", name));
        findings.add(
                group.retentionInDays() == null
                        ? Finding.warn("log retention", "logs are kept, and charged, for ever", retention(name))
                        : Finding.ok("log retention", group.retentionInDays() + " days"));
        if (group.logGroupClass() == null || group.logGroupClass() == LogGroupClass.STANDARD) {
            findings.add(Finding.ok("log class", "STANDARD"));
        } else {
            findings.add(Finding.warn(
                    "log class",
                    group.logGroupClassAsString() + ": Logs Insights may not find the fields of reports there",
                    "the class cannot be changed, take another group: "
                            + subject.aws("logs create-log-group --log-group-name " + name + "-standard") + "; "
                            + subject.configure(
                                    "--logging-config LogFormat=" + formatName() + ",LogGroup=" + name + "-standard")));
        }
    }

    private String retention(String group) {
        return subject.aws("logs put-retention-policy --log-group-name " + group + " --retention-in-days 30");
    }

    private String formatName() {
        LoggingConfig logging = subject.config().loggingConfig();
        return logging != null && logging.logFormat() == LogFormat.JSON ? "JSON" : "Text";
    }

    private Finding format() {
        LoggingConfig logging = subject.config().loggingConfig();
        if (logging != null
                && logging.logFormat() == LogFormat.JSON
                && logging.systemLogLevel() == SystemLogLevel.WARN) {
            return Finding.warn(
                    "log format",
                    "JSON with the system log level WARN leaves no report of successful invocations",
                    subject.configure(
                            "--logging-config LogFormat=JSON,SystemLogLevel=INFO,LogGroup=" + subject.logGroup()));
        }
        return Finding.ok("log format", formatName() + " with reports");
    }
}
