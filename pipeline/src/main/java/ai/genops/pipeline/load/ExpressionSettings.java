package ai.genops.pipeline.load;

import ai.genops.expression.Surroundings;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.lookup.ExpressionLookups;
import ai.genops.pipeline.lookup.LookupTables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `expressions` of `server.yaml`: what `C.env` and `C.vars` hold. Expressions see no environment variable that
/// is not listed there by its name, since most of an environment is nobody's business and some of it is secret, and
/// what an expression reads can end up in events, at every destination.
final class ExpressionSettings {
    private static final Pattern SECRET = Pattern.compile(
            "SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION)_?KEY");

    private ExpressionSettings() {}

    static Surroundings read(Section block, LookupTables lookups) {
        Map<String, String> environment = environment(block);
        Map<String, Object> variables = variables(block.section("variables"));
        block.finish();
        return new Surroundings(environment, variables, new ExpressionLookups(lookups));
    }

    private static Map<String, String> environment(Section block) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : block.texts("environment")) {
            String value = block.secrets().variable(name);
            if (SECRET.matcher(name).find()) {
                block.problems()
                        .error(
                                block.at("environment"),
                                "`" + name + "` is named like a secret, and what expressions read can end up in events",
                                "Give what is none another name; secrets are for the settings of destinations.");
            } else if (value == null) {
                block.problems()
                        .error(
                                block.at("environment"),
                                "the environment variable `" + name + "` is not set",
                                "Set it where the server is started, or take it off the list.");
            } else {
                environment.put(name, value);
            }
        }
        return environment;
    }

    private static Map<String, Object> variables(Section block) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (String name : block.keys()) {
            Object value = block.find(name) instanceof Yaml.Scalar scalar ? scalar.value() : null;
            block.problems()
                    .require(
                            value != null,
                            block.at(name),
                            "the variable `" + name + "` must be a text, a number, true or false",
                            "Put tables into lookups/.");
            if (value != null) {
                variables.put(name, value instanceof Long whole ? (Object) whole.doubleValue() : value);
            }
        }
        return variables;
    }
}
