package ai.genops.server.api;

import ai.genops.pipeline.config.Units;
import ai.genops.server.alert.AlertReport.Trial;
import ai.genops.server.alert.Alerts;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /api/alerts` shows the alerts of searches and what happened last, `POST /api/alerts/ID/test` makes an
/// alert's search and shows what it would fire for, `POST /api/alerts/ID/silence` with `for` lets it tell
/// nobody for a while. For administrators: rows are shown whatever index they are from.
final class AlertRoutes {
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Alerts alerts;

    private AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    static void addTo(ServerBuilder server, Alerts alerts) {
        var routes = new AlertRoutes(alerts);
        server.service(
                "/api/alerts", Answers.of(HttpMethod.GET, (_, _) -> ApiServer.json(AlertJson.of(alerts.report()))));
        server.service("/api/alerts/{id}/test", Answers.of(HttpMethod.POST, (context, request) -> {
            Answers.json(request);
            return ApiServer.json(routes.test(context.pathParam("id")));
        }));
        server.service("/api/alerts/{id}/silence", new Change(routes::silence));
    }

    private String test(@Nullable String id) {
        Trial trial = alerts.trial(String.valueOf(id));
        if (trial == null) {
            throw unknown(id);
        }
        return AlertJson.of(trial);
    }

    private String silence(ServiceRequestContext context, String body) {
        String id = String.valueOf(context.pathParam("id"));
        String text = Words.parse(body, Set.of("for")).get("for", "");
        Duration time = Units.duration(text);
        if (time == null || time.compareTo(LONGEST) > 0) {
            String rule = "`for` must be a duration up to 31 days such as `2h`, or `0` to end it, is `" + text + "`";
            throw new ApiException(HttpStatus.BAD_REQUEST, rule);
        }
        Instant end = alerts.silence(id, time, Gate.principal(context).user());
        if (end == null) {
            throw unknown(id);
        }
        return AlertJson.silence(id, time.isZero() ? null : end);
    }

    private ApiException unknown(@Nullable String id) {
        var known = alerts.report().alerts().stream()
                .map(entry -> entry.definition().id())
                .toList();
        String hint = known.isEmpty() ? "there is none" : "there are " + String.join(", ", known);
        return new ApiException(HttpStatus.NOT_FOUND, "there is no alert `" + id + "`; " + hint);
    }
}
