package ai.genops.expression;

import java.util.List;
import java.util.Map;

/// Methods that every value has.
final class ObjectMethods {
    static final Map<String, Method<Object>> TABLE = Method.table(List.of(
            new Method<>("toString", Type.TEXT, 0, (self, _) -> Values.text(self)),
            new Method<>("toLocaleString", Type.TEXT, 0, (self, _) -> Values.text(self)),
            new Method<>("valueOf", Type.ANY, 0, (self, _) -> self),
            new Method<>(
                    "hasOwnProperty",
                    Type.BOOLEAN,
                    1,
                    (self, arguments) -> Members.has(self, Arguments.at(arguments, 0)))));

    private ObjectMethods() {}
}
