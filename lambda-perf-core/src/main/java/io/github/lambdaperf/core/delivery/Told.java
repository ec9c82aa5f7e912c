package io.github.lambdaperf.core.delivery;

/**
 * What is known of deliveries beyond queues and dead letters.
 *
 * @param account who tells of every message, such as the local target; null: nobody
 * @param invocations of the function by that account; null: not known
 * @param logged messages whose mark stands in the function's log; 0 where there is an account
 * @param succeeded invocations by CloudWatch; null: not asked, or not known
 */
record Told(String account, Long invocations, long logged, Long succeeded) {

    static Told byAccount(String account, long invocations) {
        return new Told(account, invocations, 0, null);
    }

    boolean everyMessage() {
        return account != null;
    }
}
