package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// A function as a value: what `map`, `filter` and the like call.
interface Callback {
    @Nullable
    Object call(@Nullable Object... arguments);
}
