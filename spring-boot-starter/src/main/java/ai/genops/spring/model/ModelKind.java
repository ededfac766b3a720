package ai.genops.spring.model;

import ai.genops.sdk.GenOps;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A framework's type of models.
 *
 * @param type an interface
 * @param provider who is behind a model, as catalogues name it; null: it does not say
 * @param wrap makes what governs a model
 */
record ModelKind<T>(Class<T> type, Function<T, @Nullable String> provider, Wrap<T> wrap) {
    /** Governs a model of a provider. */
    @FunctionalInterface
    interface Wrap<T> {
        T wrap(GenOps genops, String provider, T model);
    }

    @Nullable
    String providerOf(Object bean) {
        return type.isInstance(bean) ? provider.apply(type.cast(bean)) : null;
    }

    Object govern(GenOps genops, String name, Object bean) {
        return wrap.wrap(genops, name, type.cast(bean));
    }
}
