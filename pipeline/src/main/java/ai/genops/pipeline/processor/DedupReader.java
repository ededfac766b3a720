package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `key`, what makes an event a repeat of another, and the `window` in which it is one.
final class DedupReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        Identity identity = block.has("key") ? IdentityReader.read(block, "key", scope) : new Identity.Content();
        Duration window = SuppressionReader.window(block, "window", Duration.ofMinutes(10));
        return SuppressionReader.read(block, scope, identity, 1, window);
    }
}
