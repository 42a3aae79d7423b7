package org.reelmill.shared;

/** A value that came from outside cannot be used. */
public class InvalidInputException extends Refusal {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the name of the value, as the one who sent it knows it
     * @param reason what is wrong with it, as a sentence for people
     */
    public InvalidInputException(String field, Sentence reason) {
        super(reason);
        this.field = field;
    }

    /** For what no page can send. @param reason in English */
    public InvalidInputException(String field, String reason) {
        this(field, Sentence.plain(reason));
    }

    public String field() {
        return field;
    }
}
