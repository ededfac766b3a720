package ai.genops.example;

import ai.genops.sdk.govern.BudgetExceededException;
import ai.genops.sdk.govern.PolicyViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /ask?question=...&customer=...}: the answer, or why there is none. */
@RestController
class AskController {
    private final Assistant assistant;

    AskController(Assistant assistant) {
        this.assistant = assistant;
    }

    @GetMapping("/ask")
    String ask(@RequestParam("question") String question, @RequestParam("customer") String customer) {
        return assistant.answer(question, customer) + "\n";
    }

    @ExceptionHandler
    ResponseEntity<String> notPermitted(PolicyViolationException e) {
        return refused(HttpStatus.FORBIDDEN, e.reasonCode(), e);
    }

    @ExceptionHandler
    ResponseEntity<String> tooDear(BudgetExceededException e) {
        return refused(HttpStatus.TOO_MANY_REQUESTS, e.reasonCode(), e);
    }

    private static ResponseEntity<String> refused(HttpStatus status, String code, Exception e) {
        return ResponseEntity.status(status).body(code + ": " + e.getMessage() + "\n");
    }
}
