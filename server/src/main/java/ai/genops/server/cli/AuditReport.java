package ai.genops.server.cli;

import ai.genops.pipeline.processor.chain.Break;
import ai.genops.pipeline.processor.chain.ProvenChain;
import ai.genops.server.audit.Verdict;
import java.util.List;

/// What a proof has come to, for the terminal.
record AuditReport(Verdict verdict) {
    private static final int MOST_STRAYS = 20;

    void print(boolean json, Terminal terminal) {
        if (json) {
            terminal.line(verdict.json());
            return;
        }
        verdict.proof().chains().forEach(chain -> print(chain, terminal));
        List<Break> strays = verdict.proof().strays();
        strays.stream().limit(MOST_STRAYS).forEach(stray -> terminal.line(terminal.bad("broken") + ": " + text(stray)));
        if (strays.size() > MOST_STRAYS) {
            terminal.line(terminal.bad("broken") + ": and at " + (strays.size() - MOST_STRAYS) + " more lines");
        }
        if (!verdict.isHeadThere()) {
            terminal.line(terminal.bad("broken") + ": no event here has the hash " + verdict.head()
                    + ": the end was cut off, or the whole chain was made anew");
        }
        if (verdict.proof().others() > 0) {
            terminal.line(terminal.dim(verdict.proof().others() + " lines are in no chain"));
        }
    }

    private void print(ProvenChain chain, Terminal terminal) {
        String holds = chain.events() == 0
                ? "nothing of it holds"
                : "events %d to %d, head %s".formatted(chain.first(), chain.last(), chain.head());
        String again = chain.redelivered() == 0 ? "" : ", " + chain.redelivered() + " lines delivered again";
        Break broken = chain.broken();
        boolean good = broken == null && verdict.isWhole(chain);
        terminal.line("%s: %s: %s%s"
                .formatted(good ? terminal.good("intact") : terminal.bad("broken"), chain.id(), holds, again));
        if (broken != null) {
            terminal.line("  " + text(broken));
        }
        if (chain.first() > 1) {
            String before = "  what came before " + chain.first() + " is not in these files";
            terminal.line(verdict.fromStart() ? terminal.bad(before) : terminal.doubtful(before));
        }
    }

    private static String text(Break broken) {
        String event = broken.sequence() == 0 ? "" : ", event " + broken.sequence();
        return "%s at %s%s: %s".formatted(Verdict.kind(broken), broken.place(), event, broken.message());
    }
}
