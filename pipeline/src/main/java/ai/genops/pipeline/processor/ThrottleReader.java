package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `allow`, how many events may pass, `per` which duration and `key`.
final class ThrottleReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        Identity identity = IdentityReader.read(block, "key", scope);
        int allow = block.integer("allow", 1, 1, Integer.MAX_VALUE);
        block.problems()
                .require(block.has("per"), block.at(), "`per` is missing", "Say how long it takes, such as `per: 1m`.");
        Duration per = SuppressionReader.window(block, "per", Duration.ofMinutes(1));
        return SuppressionReader.read(block, scope, identity, allow, per);
    }
}
