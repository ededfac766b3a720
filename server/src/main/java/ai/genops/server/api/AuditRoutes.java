package ai.genops.server.api;

import ai.genops.destination.delivery.WritesFiles;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination;
import ai.genops.server.audit.ChangeLedger;
import ai.genops.server.audit.ChangeRecord;
import ai.genops.server.audit.Trail;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET /api/changes`: who changed what over this API. `GET /api/audit`: the files of lines that destinations write on
/// this machine; `GET /api/audit/{destination}/verify` follows the chains in one's, as `genops audit verify` does. For
/// administrators.
final class AuditRoutes {
    private final ServerView view;
    private final ChangeLedger ledger;

    private AuditRoutes(ServerView view, ChangeLedger ledger) {
        this.view = view;
        this.ledger = ledger;
    }

    static void addTo(ServerBuilder server, ServerView view, ChangeLedger ledger) {
        var routes = new AuditRoutes(view, ledger);
        server.service(
                "/api/changes", Answers.of(HttpMethod.GET, (context, _) -> ApiServer.json(routes.changes(context))));
        server.service("/api/audit", Answers.of(HttpMethod.GET, (_, _) -> ApiServer.json(routes.trails())));
        server.service("/api/audit/{destination}/verify", Answers.of(HttpMethod.GET, (context, _) -> {
            context.clearRequestTimeout();
            return ApiServer.json(routes.verify(String.valueOf(context.pathParam("destination"))));
        }));
    }

    private String changes(ServiceRequestContext context) {
        int last = Answers.number(context.queryParams(), "last", 200, 1, 1000);
        List<Map<String, Object>> changes = ledger.newestFirst().stream()
                .limit(last)
                .map(AuditRoutes::change)
                .toList();
        return new JsonBuffer(4096).value(Map.of("changes", changes)).toString();
    }

    private static Map<String, Object> change(ChangeRecord change) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", change.number());
        one.put("time", change.time().toString());
        one.put("user", change.user());
        one.put("what", change.what());
        one.put("detail", change.detail());
        one.put("status", change.status());
        return one;
    }

    private String trails() throws IOException {
        List<Map<String, Object>> trails = new ArrayList<>();
        for (Destination destination : view.configuration().destinations().values()) {
            List<Path> files = files(destination);
            if (!files.isEmpty()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("destination", destination.id());
                one.put("files", files.stream().map(Path::toString).toList());
                one.put("bytes", bytes(files));
                trails.add(one);
            }
        }
        return new JsonBuffer(1024).value(Map.of("trails", trails)).toString();
    }

    private String verify(String id) throws IOException {
        Destination destination = view.configuration().destinations().get(id);
        List<Path> files = destination == null ? List.of() : files(destination);
        if (files.isEmpty()) {
            throw new ApiException(
                    HttpStatus.NOT_FOUND, "no destination `" + id + "` has written files of lines on this machine");
        }
        return new Trail(files).prove().json();
    }

    private List<Path> files(Destination destination) throws IOException {
        return destination instanceof WritesFiles writer ? writer.files(view.dataFolder()) : List.of();
    }

    /// What was set aside meanwhile counts as nothing.
    private static long bytes(List<Path> files) throws IOException {
        long sum = 0;
        for (Path file : files) {
            sum += Files.exists(file) ? Files.size(file) : 0;
        }
        return sum;
    }
}
