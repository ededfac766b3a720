package ai.genops.expression;

import java.util.List;
import java.util.Map;

/// Methods of regular expressions (ECMA-262, 22.2.6).
final class RegexMethods {
    static final Map<String, Method<Regex>> TABLE = Method.table(List.of(
            new Method<>("test", Type.BOOLEAN, 1, (self, arguments) -> self.test(Arguments.text(arguments, 0))),
            new Method<>(
                    "exec", Type.ANY, 1, (self, arguments) -> RegexText.exec(self, Arguments.text(arguments, 0)))));

    private RegexMethods() {}
}
