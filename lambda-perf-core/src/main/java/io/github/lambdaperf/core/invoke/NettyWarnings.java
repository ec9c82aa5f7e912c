package io.github.lambdaperf.core.invoke;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's warnings and errors, by SLF4J, which is not looked for before there is one: a search through all jars would be a
 * tenth of what the way to the first answer costs. What Netty says of its settings at the levels below is of no use here.
 */
final class NettyWarnings extends AbstractInternalLogger {

    private static final long serialVersionUID = 1;

    private NettyWarnings(String name) {
        super(name);
    }

    /** Makes all loggers of Netty from now on such ones. */
    static void install() {
        InternalLoggerFactory.setDefaultFactory(new InternalLoggerFactory() {
            @Override
            protected InternalLogger newInstance(String name) {
                return new NettyWarnings(name);
            }
        });
    }

    private Logger slf4j() {
        return LoggerFactory.getLogger(name());
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public void trace(String message) {}

    @Override
    public void trace(String format, Object argument) {}

    @Override
    public void trace(String format, Object first, Object second) {}

    @Override
    public void trace(String format, Object... arguments) {}

    @Override
    public void trace(String message, Throwable cause) {}

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String format, Object argument) {}

    @Override
    public void debug(String format, Object first, Object second) {}

    @Override
    public void debug(String format, Object... arguments) {}

    @Override
    public void debug(String message, Throwable cause) {}

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String format, Object argument) {}

    @Override
    public void info(String format, Object first, Object second) {}

    @Override
    public void info(String format, Object... arguments) {}

    @Override
    public void info(String message, Throwable cause) {}

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public void warn(String message) {
        slf4j().warn(message);
    }

    @Override
    public void warn(String format, Object argument) {
        slf4j().warn(format, argument);
    }

    @Override
    public void warn(String format, Object first, Object second) {
        slf4j().warn(format, first, second);
    }

    @Override
    public void warn(String format, Object... arguments) {
        slf4j().warn(format, arguments);
    }

    @Override
    public void warn(String message, Throwable cause) {
        slf4j().warn(message, cause);
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public void error(String message) {
        slf4j().error(message);
    }

    @Override
    public void error(String format, Object argument) {
        slf4j().error(format, argument);
    }

    @Override
    public void error(String format, Object first, Object second) {
        slf4j().error(format, first, second);
    }

    @Override
    public void error(String format, Object... arguments) {
        slf4j().error(format, arguments);
    }

    @Override
    public void error(String message, Throwable cause) {
        slf4j().error(message, cause);
    }
}
