package ai.genops.search.knowledge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A database of where IP addresses are. Used by several threads.
@FunctionalInterface
public interface Locations {
    /// What it says of an address, laid out as in MaxMind's databases of cities: maps, lists, texts and numbers, such
    /// as
    /// `{city={names={en=London}}, location={latitude=51.5142, ...}, ...}`
    /// ([MaxMind](https://dev.maxmind.com/geoip/docs/databases/city-and-country/)).
    ///
    /// @param address IPv4 or IPv6
    /// @return null if it says nothing, or the text is no address
    @Nullable
    Map<?, ?> find(String address);
}
