package ai.genops.server.trial;

import ai.genops.destination.delivery.Price;
import ai.genops.event.Event;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.load.Configuration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A configuration that is read to be tried, of which nothing is ever started.
///
/// @param files which file each pipeline stands in, by its id, relative to the configuration's folder
/// @param prices what destinations take, by id
/// @param protect passes events of the log on as everybody may see them
/// @param problems everything that is wrong; with errors among them the rest is not meant to be used
public record Draft(
        Configuration configuration,
        Map<String, String> files,
        Map<String, Price> prices,
        UnaryOperator<Consumer<Event>> protect,
        Problems problems) {
    /// Reads the configuration's folder as if files had other texts.
    @FunctionalInterface
    public interface Reader {
        /// The configuration with everything that is wrong with it.
        ///
        /// @param texts by the file's name relative to the folder
        Draft read(Map<String, String> texts);
    }

    /// The one of an id; null if there is none that is enabled.
    @Nullable
    Pipeline pipeline(String id) {
        return configuration.pipelines().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
