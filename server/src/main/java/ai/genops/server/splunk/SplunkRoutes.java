package ai.genops.server.splunk;

import ai.genops.search.report.SearchException;
import ai.genops.server.access.Principal;
import ai.genops.server.job.Jobs;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Splunk's routes that are here. `/services/X`, `/servicesNS/OWNER/APP/X`, a slash at the end, and
/// `search/v2/jobs` for `search/jobs` all mean the same.
public record SplunkRoutes(Login login, JobCalls calls, Jobs jobs, SavedCalls saved, Listings listings)
        implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(SplunkRoutes.class);

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(
                request.aggregate().thenApplyAsync(whole -> answer(context, whole), context.blockingTaskExecutor()));
    }

    private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        boolean json = context.queryParams().get("output_mode", "").startsWith("json");
        try {
            Call call = Call.of(context, request);
            json = call.wantsJson();
            return answer(call);
        } catch (Refusal e) {
            return Replies.message(json, e.status(), e.kind(), String.valueOf(e.getMessage()));
        } catch (SearchException e) {
            return Replies.message(json, HttpStatus.BAD_REQUEST, "FATAL", e.report());
        } catch (IllegalArgumentException e) {
            return Replies.message(json, HttpStatus.BAD_REQUEST, "FATAL", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Replies.message(json, HttpStatus.SERVICE_UNAVAILABLE, "ERROR", "the server is stopping");
        } catch (IOException | RuntimeException e) {
            LOG.warn("a request of a Splunk client failed", e);
            return Replies.message(json, HttpStatus.INTERNAL_SERVER_ERROR, "ERROR", String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse answer(Call call) throws IOException, InterruptedException {
        String route = call.part(0) + "/" + call.part(1);
        if (route.equals("auth/login") && call.method() == HttpMethod.POST) {
            return login.login(call);
        }
        Principal principal = login.of(call);
        if (principal == null) {
            throw new Refusal(HttpStatus.UNAUTHORIZED, "WARN", "call not properly authenticated");
        }
        Call known = call.by(principal);
        return switch (route) {
            case "search/jobs" -> job(known);
            case "search/parser" -> parser().answer(known);
            case "search/timeparser" -> new TimeParser(calls.replies().clock(), calls.zone()).answer(known);
            case "search/typeahead" ->
                new Typeahead(calls.search(), calls.zone(), calls.replies().clock()).answer(known);
            case "authentication/httpauth-tokens" -> login.logout(known);
            case "saved/searches" -> saved(known);
            default -> listed(known);
        };
    }

    private HttpResponse listed(Call call) {
        String route = listings.route(call.path());
        if (route == null) {
            throw Refusal.notThere(
                    "`" + String.join("/", call.path()) + "` is not available here; to be read there are "
                            + String.join(", ", new TreeSet<>(listings.names())));
        }
        if (call.method() != HttpMethod.GET || call.path().size() > route.split("/", -1).length + 1) {
            throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED, "ERROR", "this can only be read here");
        }
        return calls.replies().listed(call, route, listings);
    }

    private HttpResponse saved(Call call) {
        return switch (call.part(3)) {
            case "dispatch" -> {
                if (call.method() != HttpMethod.POST) {
                    throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED, "ERROR", "dispatch takes POST");
                }
                yield saved.dispatch(call);
            }
            case "history" -> saved.history(call);
            default -> listed(call);
        };
    }

    private HttpResponse job(Call call) throws IOException, InterruptedException {
        boolean posts = call.method() == HttpMethod.POST;
        if (call.path().size() == 2) {
            return posts ? calls.create(call) : calls.list(call);
        }
        if (call.part(2).equals("export")) {
            return Export.of(call, calls, jobs);
        }
        return switch (call.part(3)) {
            case "" -> call.method() == HttpMethod.DELETE ? calls.remove(call) : calls.show(call);
            case "results" -> calls.results(call);
            case "results_preview" -> calls.preview(call);
            case "events" -> calls.events(call);
            case "control" -> {
                if (!posts) {
                    throw new Refusal(HttpStatus.METHOD_NOT_ALLOWED, "ERROR", "control takes POST");
                }
                yield calls.control(call);
            }
            default ->
                throw Refusal.notThere("`" + call.part(3) + "` of a job is not available here; there are results, "
                        + "results_preview, events, control");
        };
    }

    private ParsedQuery parser() {
        return new ParsedQuery(calls.search());
    }
}
