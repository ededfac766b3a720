package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.observability.dashboard.DashboardException;
import ai.genops.observability.dashboard.DashboardFolder;
import ai.genops.observability.dashboard.Imported;
import ai.genops.observability.dashboard.Shipped;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `GET /api/dashboards` lists what is shipped and what the configuration's `dashboards/` has; `GET
/// /api/dashboards/ID` gives one ([DashboardJson]). A file is read when it is asked for: a change shows at once. Of two
/// with the same id the file counts. Their searches run with the rights of whoever looks.
final class DashboardRoutes {
    private static final String INDEX = "genops_ai";

    private final DashboardFolder folder;

    private DashboardRoutes(DashboardFolder folder) {
        this.folder = folder;
    }

    static void addTo(ServerBuilder server, DashboardFolder folder) {
        var routes = new DashboardRoutes(folder);
        server.service("/api/dashboards", Answers.of(HttpMethod.GET, (_, _) -> routes.list()));
        server.service("/api/dashboards/{id}", Answers.of(HttpMethod.GET, routes::show));
    }

    private HttpResponse list() throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        List<Path> files = folder.files();
        Shipped.of(INDEX).stream()
                .filter(shipped -> files.stream()
                        .noneMatch(file -> DashboardFolder.id(file).equals(shipped.id())))
                .forEach(shipped -> all.add(DashboardJson.summary(shipped, "")));
        for (Path file : files) {
            all.add(summary(file));
        }
        return json(Map.of("dashboards", all));
    }

    private static Map<String, Object> summary(Path file) throws IOException {
        try {
            return DashboardJson.summary(DashboardFolder.read(file).dashboard(), name(file));
        } catch (DashboardException e) {
            return Map.of("id", DashboardFolder.id(file), "file", name(file), "problem", told(e, file));
        }
    }

    private HttpResponse show(ServiceRequestContext context, AggregatedHttpRequest request) throws IOException {
        String id = Objects.requireNonNull(context.pathParam("id"));
        Optional<Path> file = folder.find(id);
        if (file.isPresent()) {
            return json(DashboardJson.of(read(file.get()), name(file.get())));
        }
        return Shipped.find(id, INDEX)
                .map(shipped -> json(DashboardJson.of(new Imported(shipped, List.of(), List.of()), "")))
                .orElseThrow(() -> new ApiException(HttpStatus.NOT_FOUND, "there is no dashboard `" + id + "`"));
    }

    private static Imported read(Path file) throws IOException {
        try {
            return DashboardFolder.read(file);
        } catch (DashboardException e) {
            throw new ApiException(HttpStatus.CONFLICT, told(e, file));
        }
    }

    /// Where the server keeps its configuration is nothing for those who look at dashboards.
    private static String told(DashboardException e, Path file) {
        return String.valueOf(e.getMessage()).replace(file.toString(), "dashboards/" + name(file));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static HttpResponse json(Object tree) {
        return ApiServer.json(new JsonBuffer(4096).value(tree).toString());
    }
}
