package ai.genops.rules;

/**
 * One name for each provider, out of those that OpenTelemetry (registry, {@code gen_ai.provider.name}, its older values
 * included) and LiteLLM have.
 */
final class Providers {
    private Providers() {}

    /**
     * One name for all that a provider is called.
     *
     * @param name lower case
     */
    static String canonical(String name) {
        if (name.startsWith("vertex_ai")) {
            return "vertex_ai";
        }
        return switch (name) {
            case "azure.ai.openai", "az.ai.openai", "azure_openai", "azure.openai", "azure_text" -> "azure";
            case "azure.ai.inference", "az.ai.inference" -> "azure_ai";
            case "aws.bedrock", "aws_bedrock", "amazon_bedrock", "bedrock_converse" -> "bedrock";
            case "gcp.vertex_ai", "vertexai", "google_vertexai" -> "vertex_ai";
            case "gcp.gemini", "gcp.gen_ai", "google", "google_genai", "google_ai_studio" -> "gemini";
            case "mistral_ai", "mistralai" -> "mistral";
            case "x_ai", "x-ai" -> "xai";
            case "ibm.watsonx.ai" -> "watsonx";
            case "cohere_chat" -> "cohere";
            case "moonshot_ai", "moonshotai" -> "moonshot";
            case "together", "together-ai" -> "together_ai";
            case "fireworks", "fireworks-ai" -> "fireworks_ai";
            case "text-completion-openai" -> "openai";
            default -> name;
        };
    }

    /** What genai-prices calls it. */
    static String genai(String name) {
        return switch (canonical(name)) {
            case "azure_ai" -> "azure";
            case "bedrock" -> "aws";
            case "vertex_ai", "gemini" -> "google";
            case "xai" -> "x-ai";
            case "moonshot" -> "moonshotai";
            case "together_ai" -> "together";
            case "fireworks_ai" -> "fireworks";
            default -> canonical(name);
        };
    }
}
