package ai.genops.example;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks what there is to see, once, so that a search finds something at once. */
@Component
class FirstQuestions implements ApplicationRunner {
    private final Environment environment;

    FirstQuestions(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String address = "http://127.0.0.1:" + environment.getProperty("local.server.port");
        RestClient web = RestClient.create(address);
        ask(web, "How do I return a parcel?", "acme");
        ask(web, "My card is 4111111111111111, is that fine?", "acme");
        for (int i = 1; i <= 4; i++) {
            ask(web, "Question " + i + " of somebody who asks a lot", "globex");
        }
        System.out.println("""

                Ask more:    curl '%1$s/ask?question=Hello&customer=acme'
                What it cost:
                  ./genops search 'index=genops_ai genops.project=assistant | stats sum(genops.cost.total) count by genops.customer_id'
                What was refused:
                  ./genops search 'index=genops_ai genops.project=assistant genops.policy.result=blocked | stats count by genops.policy.name'
                Metrics:     curl -s %1$s/actuator/prometheus | grep genops
                """.formatted(address));
    }

    private static void ask(RestClient web, String question, String customer) {
        String answer = web.get()
                .uri("/ask?question={question}&customer={customer}", question, customer)
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .body(String.class);
        System.out.println(customer + ": " + question + "\n  -> " + answer);
    }
}
