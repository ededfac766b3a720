package ai.genops.pipeline.load;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.Condition;

/// A route that stands outside its pipeline's block. An event takes it if `gate` holds besides the route's own filter.
record Way(Section route, Condition gate) {
    static Way open(Section route) {
        return new Way(route, Condition.ALWAYS);
    }

    /// Whether nothing but the route's own filter decides.
    boolean isOpen() {
        return gate.equals(Condition.ALWAYS);
    }
}
