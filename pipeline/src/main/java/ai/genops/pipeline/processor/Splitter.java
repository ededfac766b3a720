package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes several events of one.
public interface Splitter {
    /// What the event is split by, one for each part; asked once, after the verdict to split.
    List<? extends @Nullable Object> parts(Event event);

    /// Makes the event the part for one of [#parts]. It shows what it showed before the split.
    void show(Event event, @Nullable Object part);
}
