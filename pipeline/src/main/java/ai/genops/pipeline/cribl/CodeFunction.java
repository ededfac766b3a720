package ai.genops.pipeline.cribl;

import ai.genops.expression.Script;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import java.util.List;

/// Code: statements in JavaScript, as they are.
final class CodeFunction implements CriblFunction {
    @Override
    public List<Block> processors(Section conf, Steps steps) {
        conf.text("activeLogSampleRate", ""); // how much of what fails is logged there
        conf.text("useUniqueLogChannel", "");
        if (!(conf.find("code") instanceof Yaml.Scalar code) || code.text().isBlank()) {
            steps.problems().note(conf.at("code"), "this code does nothing", "");
            conf.find("maxNumOfIterations");
            return List.of();
        }
        Script.names(code.text()).forEach(steps::set);
        return List.of(
                Block.of("code", conf.at()).put("code", code).copy("max_iterations", "maxNumOfIterations", conf));
    }
}
