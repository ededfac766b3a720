package ai.genops.destination.elasticsearch;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

class ElasticsearchContractTest extends HttpContract {
    private static final Pattern ID = Pattern.compile("\"_id\":\"([^\"]+)\"");

    @Override
    protected String block(String address) {
        return "id: es\ntype: elasticsearch\nendpoint: " + address
                + "\nindex: events\napi_key: ${KEY}\nflush_interval: 20ms\nbatch_size: 5\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3tKey";
    }

    @Override
    protected Answer success(Received request) {
        return items(request, -1);
    }

    @Override
    protected Answer refusal(Received request, int index) {
        return items(request, index);
    }

    /// In a bulk, what is refused takes nothing with it: the others are in.
    @Override
    protected boolean refusesOneByOne() {
        return true;
    }

    private Answer items(Received request, int refused) {
        StringJoiner items = new StringJoiner(",", "{\"errors\":" + (refused >= 0) + ",\"items\":[", "]}");
        for (int i = 0; i < numbers(request).size(); i++) {
            items.add(
                    i == refused
                            ? "{\"create\":{\"status\":400,\"error\":{\"type\":\"document_parsing_exception\"}}}"
                            : "{\"create\":{\"status\":201}}");
        }
        return FaultyServer.status(200, items.toString());
    }

    @Override
    protected String identity(Received request, long event) {
        List<String> ids = ID.matcher(request.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        return ids.get(numbers(request).indexOf(event));
    }
}
