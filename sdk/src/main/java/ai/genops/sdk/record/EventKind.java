package ai.genops.sdk.record;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event: its name, and the attributes that it may have. An event of it consists of values alone; attributes as
 * OpenTelemetry makes them have their names beside them, and are sorted by these each time.
 */
final class EventKind<A, B, C, D> {
    private final String name;
    private final AttributeKey<A> firstKey;
    private final AttributeKey<B> secondKey;
    private final AttributeKey<C> thirdKey;
    private final AttributeKey<D> lastKey;

    EventKind(String name, AttributeKey<A> first, AttributeKey<B> second, AttributeKey<C> third, AttributeKey<D> last) {
        this.name = name;
        firstKey = first;
        secondKey = second;
        thirdKey = third;
        lastKey = last;
    }

    /** Those that are null it does not have. */
    void add(Span span, @Nullable A first, @Nullable B second, @Nullable C third, @Nullable D last) {
        span.addEvent(name, new Values(first, second, third, last));
    }

    /** The attributes of one event. What is seldom asked of them is answered by OpenTelemetry's own. */
    private final class Values implements Attributes {
        private final @Nullable A first;
        private final @Nullable B second;
        private final @Nullable C third;
        private final @Nullable D last;

        Values(@Nullable A first, @Nullable B second, @Nullable C third, @Nullable D last) {
            this.first = first;
            this.second = second;
            this.third = third;
            this.last = last;
        }

        @Override
        public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> action) {
            tell(firstKey, first, action);
            tell(secondKey, second, action);
            tell(thirdKey, third, action);
            tell(lastKey, last, action);
        }

        private static void tell(
                AttributeKey<?> key,
                @Nullable Object value,
                BiConsumer<? super AttributeKey<?>, ? super Object> action) {
            if (value != null) {
                action.accept(key, value);
            }
        }

        @Override
        public int size() {
            return one(first) + one(second) + one(third) + one(last);
        }

        private static int one(@Nullable Object value) {
            return value == null ? 0 : 1;
        }

        @Override
        public boolean isEmpty() {
            return size() == 0;
        }

        private Attributes usual() {
            return toBuilder().build();
        }

        @Override
        public AttributesBuilder toBuilder() {
            return Attributes.builder()
                    .put(firstKey, first)
                    .put(secondKey, second)
                    .put(thirdKey, third)
                    .put(lastKey, last);
        }

        @Override
        public <T> @Nullable T get(AttributeKey<T> key) {
            return usual().get(key);
        }

        @Override
        public Map<AttributeKey<?>, Object> asMap() {
            return usual().asMap();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Attributes that && asMap().equals(that.asMap()));
        }

        @Override
        public int hashCode() {
            return usual().hashCode();
        }

        @Override
        public String toString() {
            return usual().toString();
        }
    }
}
