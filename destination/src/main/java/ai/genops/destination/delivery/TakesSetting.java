package ai.genops.destination.delivery;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// The key `takes` of a destination: `sampled` or `all`.
public final class TakesSetting {
    private TakesSetting() {}

    public static Takes read(Section block, Takes otherwise) {
        String choice = block.choice("takes", otherwise == Takes.ALL ? "all" : "sampled", List.of("sampled", "all"));
        return choice.equals("all") ? Takes.ALL : Takes.SAMPLED;
    }
}
