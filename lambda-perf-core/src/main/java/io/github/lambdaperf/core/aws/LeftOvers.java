package io.github.lambdaperf.core.aws;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** What killed processes have left changed at deployed functions, as the journal tells. */
public final class LeftOvers {
    private final AwsSession session;
    private final Path journal;
    private final Consumer<String> messages;

    /**
     * For one session.
     *
     * @param journal directory of what must be put back; null: there is none
     * @param messages lines for the reader, as they come
     */
    public LeftOvers(AwsSession session, Path journal, Consumer<String> messages) {
        this.session = session;
        this.journal = journal;
        this.messages = messages;
    }

    /**
     * Puts back what was left at this endpoint; says what it does and what it leaves.
     *
     * @return how many changes are still there: of other endpoints, or such as could not be put back
     */
    public int restore() {
        if (journal == null) {
            return 0;
        }
        int left = 0;
        for (Map.Entry<Path, JournalledChange> entry :
                new ChangeJournal(journal).entries().entrySet()) {
            JournalledChange change = entry.getValue();
            if (change.ownerIsAlive()) {
                continue;
            }
            if (change.isAt(session)) {
                messages.accept("a build that was killed has left " + change.remains());
                left += restored(change, entry.getKey()) ? 0 : 1;
            } else {
                left++;
                messages.accept("a build that was killed has left " + change.remains() + ", at " + change.endpoint()
                        + "; a load there puts it back, or: " + change.command() + " and delete "
                        + entry.getKey());
            }
        }
        return left;
    }

    private boolean restored(JournalledChange change, Path entry) {
        try {
            if (change instanceof ProvisionedChange provisioned) {
                new ProvisionedConcurrency(session, journal, messages).restore(provisioned, entry);
            } else if (change instanceof SizeChange size) {
                new SizedVersions(session, journal, messages).takeBack(size, entry);
            }
            return true;
        } catch (PerfException e) {
            messages.accept(e.getMessage());
            return false;
        }
    }
}
