package ai.genops.event;

import org.jspecify.annotations.Nullable;

/// What a pipeline has made of an event at one moment; only [Event] looks inside.
public final class Shown {
    final @Nullable Object[] values;
    final AttributeState own;
    final AttributeState attributes;
    final AttributeState resource;
    final View view;

    Shown(
            @Nullable Object[] values,
            AttributeState own,
            AttributeState attributes,
            AttributeState resource,
            View view) {
        this.values = values;
        this.own = own;
        this.attributes = attributes;
        this.resource = resource;
        this.view = view;
    }
}
