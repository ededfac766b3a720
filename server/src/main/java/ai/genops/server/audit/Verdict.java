package ai.genops.server.audit;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.processor.chain.Break;
import ai.genops.pipeline.processor.chain.ChainProof;
import ai.genops.pipeline.processor.chain.ProvenChain;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether delivered lines are what was chained.
///
/// @param proof that has seen all of them
/// @param fromStart whether a chain must be there from its first event
/// @param head the hash of an event that must be there
public record Verdict(
        ChainProof proof, boolean fromStart, @Nullable String head) {
    public boolean isIntact() {
        return proof.isIntact() && isHeadThere() && proof.chains().stream().allMatch(this::isWhole);
    }

    public boolean isHeadThere() {
        return head == null || proof.chains().stream().anyMatch(chain -> chain.has(head));
    }

    public boolean isWhole(ProvenChain chain) {
        return !fromStart || chain.first() <= 1;
    }

    public static String kind(Break broken) {
        return broken.kind().name().toLowerCase(Locale.ROOT);
    }

    /// As `genops audit verify --output json` and the API tell it.
    public String json() {
        return new JsonBuffer(1024).value(tree()).toString();
    }

    private Map<String, Object> tree() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("intact", isIntact());
        report.put("chains", proof.chains().stream().map(this::json).toList());
        report.put("breaks", proof.strays().stream().map(Verdict::json).toList());
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
