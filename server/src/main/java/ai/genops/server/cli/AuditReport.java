package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.processor.chain.Break;
import ai.genops.pipeline.processor.chain.ChainProof;
import ai.genops.pipeline.processor.chain.ProvenChain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a proof has come to.
///
/// @param fromStart whether a chain must be there from its first event
/// @param head the hash of an event that must be there
record AuditReport(
        ChainProof proof, boolean fromStart, @Nullable String head) {
    private static final int MOST_STRAYS = 20;

    boolean isIntact() {
        return proof.isIntact() && isHeadThere() && proof.chains().stream().allMatch(this::isWhole);
    }

    private boolean isHeadThere() {
        return head == null || proof.chains().stream().anyMatch(chain -> chain.has(head));
    }

    private boolean isWhole(ProvenChain chain) {
        return !fromStart || chain.first() <= 1;
    }

    void print(boolean json, Terminal terminal) {
        if (json) {
            terminal.line(new JsonBuffer(1024).value(json()).toString());
            return;
        }
        proof.chains().forEach(chain -> print(chain, terminal));
        List<Break> strays = proof.strays();
        strays.stream().limit(MOST_STRAYS).forEach(stray -> terminal.line(terminal.bad("broken") + ": " + text(stray)));
        if (strays.size() > MOST_STRAYS) {
            terminal.line(terminal.bad("broken") + ": and at " + (strays.size() - MOST_STRAYS) + " more lines");
        }
        if (!isHeadThere()) {
            terminal.line(terminal.bad("broken") + ": no event here has the hash " + head
                    + ": the end was cut off, or the whole chain was made anew");
        }
        if (proof.others() > 0) {
            terminal.line(terminal.dim(proof.others() + " lines are in no chain"));
        }
    }

    private void print(ProvenChain chain, Terminal terminal) {
        String holds = chain.events() == 0
                ? "nothing of it holds"
                : "events %d to %d, head %s".formatted(chain.first(), chain.last(), chain.head());
        String again = chain.redelivered() == 0 ? "" : ", " + chain.redelivered() + " lines delivered again";
        Break broken = chain.broken();
        boolean good = broken == null && isWhole(chain);
        terminal.line("%s: %s: %s%s"
                .formatted(good ? terminal.good("intact") : terminal.bad("broken"), chain.id(), holds, again));
        if (broken != null) {
            terminal.line("  " + text(broken));
        }
        if (chain.first() > 1) {
            String before = "  what came before " + chain.first() + " is not in these files";
            terminal.line(fromStart ? terminal.bad(before) : terminal.doubtful(before));
        }
    }

    private static String text(Break broken) {
        String event = broken.sequence() == 0 ? "" : ", event " + broken.sequence();
        return "%s at %s%s: %s".formatted(kind(broken), broken.place(), event, broken.message());
    }

    private static String kind(Break broken) {
        return broken.kind().name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("intact", isIntact());
        report.put("chains", proof.chains().stream().map(this::json).toList());
        report.put("breaks", proof.strays().stream().map(AuditReport::json).toList());
        report.put("others", proof.others());
        if (head != null) {
            report.put("head_found", isHeadThere());
        }
        return report;
    }

    private Map<String, Object> json(ProvenChain chain) {
        Map<String, Object> report = new LinkedHashMap<>();
        Break broken = chain.broken();
        report.put("id", chain.id());
        report.put("intact", broken == null && isWhole(chain));
        report.put("first", chain.first());
        report.put("last", chain.last());
        report.put("events", chain.events());
        report.put("redelivered", chain.redelivered());
        report.put("head", chain.head());
        if (broken != null) {
            report.put("break", json(broken));
        }
        return report;
    }

    private static Map<String, Object> json(Break broken) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("kind", kind(broken));
        report.put("file", broken.place().file());
        report.put("line", broken.place().line());
        report.put("sequence", broken.sequence());
        report.put("message", broken.message());
        return report;
    }
}
