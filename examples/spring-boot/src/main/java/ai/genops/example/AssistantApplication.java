package ai.genops.example;

import ai.genops.governance.price.Catalogue;
import ai.genops.instrumentation.openai.OpenAiTelemetry;
import ai.genops.rules.PriceTable;
import ai.genops.sdk.GenOps;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;

/** Starts the sample, and says what the application's beans are. */
@SpringBootApplication(proxyBeanMethods = false)
public class AssistantApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(AssistantApplication.class, arguments);
    }

    /** What the model costs; LiteLLM's or genai-prices' whole catalogue is as good. */
    @Bean
    static Catalogue prices(@Value("classpath:prices.csv") Resource file) throws IOException {
        return PriceTable.read("prices.csv", file.getContentAsByteArray());
    }

    /** The provider's client, whose calls tell their usage by themselves. */
    @Bean
    static OpenAIClient openAi(
            GenOps genops, @Value("${openai.base-url}") String address, @Value("${openai.api-key}") String key) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(address).apiKey(key).build();
        return OpenAiTelemetry.create(genops).wrap(client);
    }
}
