package ai.genops.sdk.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where settings come from, and where their problems go. */
final class Source {
    private final GenOpsConfig code;
    private final Variables variables;
    private final Findings findings;

    Source(GenOpsConfig code, Variables variables, Findings findings) {
        this.code = code;
        this.variables = variables;
        this.findings = findings;
    }

    GenOpsConfig code() {
        return code;
    }

    Variables variables() {
        return variables;
    }

    Findings findings() {
        return findings;
    }

    /** What code says under `name`, else the first of the variables. */
    @Nullable
    Setting find(String name, String... variableNames) {
        Setting said = code.texts.get(name);
        return said == null ? variables.first(variableNames) : said;
    }

    <E extends Enum<E>> E choice(String name, @Nullable Setting said, Class<E> type, E otherwise) {
        if (said == null) {
            return otherwise;
        }
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(said.text())) {
                return choice;
            }
        }
        String all = String.join(", ", names(type)).toLowerCase(Locale.ROOT);
        findings.add(name, said.place(), "must be one of " + all + ", is \"" + said.text() + "\"");
        return otherwise;
    }

    /** What code says, unless it is UNSET, else the variables. */
    int number(String name, int said, int least, int most, int otherwise, String... variableNames) {
        Setting variable =
                said == GenOpsConfig.UNSET ? variables.first(variableNames) : Setting.inCode(Integer.toString(said));
        if (variable == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(variable.text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        findings.add(
                name,
                variable.place(),
                "must be a number from " + least + " to " + most + ", is \"" + variable.text() + "\"");
        return otherwise;
    }

    /** `key=value,key=value`, percent-encoded. What is wrong is told without the values, which may be tokens. */
    void pairs(String name, @Nullable Setting said, BiConsumer<String, Setting> pair) {
        if (said == null) {
            return;
        }
        for (String one : said.text().split(",", -1)) {
            int equals = one.indexOf('=');
            try {
                if (!one.isBlank()) {
                    String value = one.substring(equals + 1).strip().replace("+", "%2B");
                    String key = one.substring(0, equals).strip();
                    pair.accept(key, new Setting(URLDecoder.decode(value, UTF_8), said.place()));
                }
            } catch (RuntimeException e) {
                findings.add(name, said.place(), "must be key=value,key=value, percent-encoded");
            }
        }
    }

    private static <E extends Enum<E>> String[] names(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].name();
        }
        return names;
    }
}
