package ai.genops.search.function;

import java.util.stream.Stream;

/// What tests of another package need to know of the functions.
public record FunctionNames(String name, int min, int max) {
    public static Stream<FunctionNames> all() {
        return Functions.all().stream().map(f -> new FunctionNames(f.name(), f.min(), f.max()));
    }
}
