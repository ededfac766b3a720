package ai.genops.instrumentation.call;

import org.jspecify.annotations.Nullable;

/** Who is behind a framework's class, by its package: `dev.langchain4j.model.openai.OpenAiChatModel` is OpenAI's. */
public final class ProviderName {
    private ProviderName() {}

    /**
     * As catalogues name it.
     *
     * @param root the package that has one for each provider
     * @return null where neither the class nor one above it is in such a package
     */
    public static @Nullable String of(Class<?> type, String root) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            String name = one.getName();
            int end = name.indexOf('.', root.length() + 1);
            if (name.startsWith(root + ".") && end > 0) {
                return canonical(name.substring(root.length() + 1, end));
            }
        }
        return null;
    }

    private static String canonical(String part) {
        return switch (part) {
            case "openaiofficial" -> "openai";
            case "google", "googleai" -> "gemini";
            case "vertexai" -> "vertex_ai";
            case "mistralai" -> "mistral";
            case "voyageai" -> "voyage";
            default -> part;
        };
    }
}
