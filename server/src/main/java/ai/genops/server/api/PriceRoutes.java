package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.governance.price.Call;
import ai.genops.governance.price.Price;
import ai.genops.server.price.PriceFile;
import ai.genops.server.price.PriceFiles;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET /api/prices`: the catalogues of prices in the configuration. `GET /api/prices/find` with `catalogue`
/// and, as often as wanted, `call=PROVIDER:MODEL`: the prices that such calls would have now, in the usual
/// region and tier, as the processor `cost` finds them: one's own before the catalogue's. For everybody who may search,
/// as lookups are.
final class PriceRoutes {
    private static final int MOST_CALLS = 500;

    private final PriceFiles files;
    private final InstantSource clock;

    private PriceRoutes(PriceFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    static void addTo(ServerBuilder server, ServerView view) {
        var files = new PriceFiles(() -> view.configuration().lookups());
        var routes = new PriceRoutes(files, view.clock());
        server.service("/api/prices", Answers.of(HttpMethod.GET, (_, _) -> ApiServer.json(routes.list())));
        server.service(
                "/api/prices/find", Answers.of(HttpMethod.GET, (context, _) -> ApiServer.json(routes.find(context))));
    }

    private String list() throws IOException {
        List<Map<String, Object>> catalogues = new ArrayList<>();
        for (PriceFile file : files.all()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", file.id());
            one.put("file", file.file().getFileName().toString());
            one.put("form", file.form().name().toLowerCase(Locale.ROOT));
            one.put("overrides", file.overrides());
            one.put("changed_at", file.changed().toString());
            try {
                one.put("version", files.catalogue(file).version());
            } catch (IOException e) {
                one.put("problem", String.valueOf(e.getMessage()));
            }
            catalogues.add(one);
        }
        return new JsonBuffer(1024).value(Map.of("catalogues", catalogues)).toString();
    }

    private String find(ServiceRequestContext context) throws IOException {
        PriceFile chosen = chosen(context.queryParams().get("catalogue", ""));
        PriceFile own = chosen.overrides() ? null : own();
        List<String> calls = context.queryParams().getAll("call");
        if (calls.size() > MOST_CALLS) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "at most " + MOST_CALLS + " calls can be asked for at once");
        }
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Map<String, Object>> prices = new ArrayList<>();
        for (String asked : calls) {
            int colon = asked.indexOf(':');
            String provider = colon < 0 ? "" : asked.substring(0, colon);
            String model = asked.substring(colon + 1);
            prices.add(told(asked, new Call(provider, model, now, "", 0), chosen, own));
        }
        return new JsonBuffer(1024).value(Map.of("prices", prices)).toString();
    }

    private PriceFile chosen(String id) throws IOException {
        for (PriceFile file : files.all()) {
            if (file.id().equals(id)) {
                return file;
            }
        }
        throw new ApiException(HttpStatus.NOT_FOUND, "there is no catalogue `" + id + "`; /api/prices lists them");
    }

    private @Nullable PriceFile own() throws IOException {
        return files.all().stream().filter(PriceFile::overrides).findFirst().orElse(null);
    }

    private Map<String, Object> told(String asked, Call call, PriceFile chosen, @Nullable PriceFile own)
            throws IOException {
        Price below = files.catalogue(chosen).find(call);
        Price above = own == null ? null : files.catalogue(own).find(call);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("call", asked);
        one.put("known", below != null || above != null);
        if (own != null && above != null) {
            one.put("catalogue", own.id());
            one.putAll(amounts(above));
            if (below != null) {
                one.put("instead_of", amounts(below));
            }
        } else if (below != null) {
            one.put("catalogue", chosen.id());
            one.putAll(amounts(below));
        }
        return one;
    }

    private static Map<String, Object> amounts(Price price) {
        Map<String, Object> one = new LinkedHashMap<>();
        put("input", price.input(), one);
        put("output", price.output(), one);
        put("cache_read", price.cacheRead(), one);
        put("cache_write", price.cacheWrite(), one);
        put("reasoning", price.reasoning(), one);
        put("request", price.request(), one);
        return one;
    }

    /// US dollars per 1,000 tokens, exactly.
    private static void put(String name, @Nullable BigDecimal price, Map<String, Object> one) {
        if (price != null) {
            one.put(name, price.stripTrailingZeros().toPlainString());
        }
    }
}
