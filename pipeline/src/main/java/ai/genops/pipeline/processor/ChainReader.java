package ai.genops.pipeline.processor;

import ai.genops.expression.Type;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.ChainMemory.Chaining;
import ai.genops.pipeline.processor.chain.Seal;
import java.util.ArrayList;
import java.util.List;

/// Reads `key`, by which there are several chains, and `max_chains`.
final class ChainReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        scope.chains(block.at("final"));
        List<Value> key = new ArrayList<>();
        for (Yaml item : block.items("key")) {
            if (item instanceof Yaml.Scalar source) {
                key.add(scope.value(source, "chain").value());
            } else {
                block.problems().error(item.at(), "a `key` is an expression", "Write it as text.");
            }
        }
        var chaining = new Chaining(
                new KeyText(List.copyOf(key)),
                block.integer("max_chains", 1000, 1, 100_000),
                define(Seal.ID, Type.TEXT, block, scope),
                define(Seal.SEQUENCE, Type.NUMBER, block, scope),
                define(Seal.PREVIOUS, Type.TEXT, block, scope),
                define(Seal.HASH, Type.TEXT, block, scope),
                scope.failures(block.text("name", "chain"), "chain", block.at()));
        return new Remembering(_ -> new ChainMemory(chaining));
    }

    /// In this order and behind all others, the four end every delivered line.
    private static int define(String field, Type type, Section block, PipelineScope scope) {
        block.problems()
                .require(
                        scope.fields().find(field) < 0,
                        block.at(),
                        "a processor before sets the field `" + field + "`, which the chain sets",
                        "Give that field another name.");
        return scope.define(field, type, block.at());
    }
}
