package org.reelmill.account;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.Sentence;

/** The rules for names of accounts. Two names are the same when their keys are. */
public final class AccountName {

    /** Longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** HTTP Basic (RFC 7617) ends the name at the first colon. */
    private static final Pattern REFUSED = Pattern.compile("[:\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}]");

    /** Scripts that one language writes together (Unicode UTS #39, "Highly Restrictive", without Latin). */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            Set.of(UnicodeScript.HAN, UnicodeScript.HANGUL),
            Set.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    /** Cyrillic, Greek and Armenian letters (Unicode UTS #39, confusables), and below each what it passes for. */
    private static final String LOOK_LIKE =
            "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u04ae\u050c\u04ba\u051a\u051c"
                    + "\u0430\u0435\u0455\u0456\u0458\u043a\u043e\u0440\u0441\u0443\u0445\u04af\u04bb\u04cf\u0501\u051b\u051d"
                    + "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u037f"
                    + "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u03f2\u03f3"
                    + "\u0555\u054d\u0585\u0578\u057d\u0570\u0581\u0566\u0575";

    private static final String LATIN =
            "ABESIJKMHOPCTYXYGHQW" + "aesijkopcyxyhldqw" + "ABEZHIKMNOPTYXJ" + "aikvopuxcj" + "OSonuhgqj";

    private AccountName() {}

    /** The name as it is shown. @throws InvalidInputException when it cannot be one */
    public static String checked(String name) {
        String shown = name == null ? "" : Normalizer.normalize(name.strip(), Normalizer.Form.NFKC);
        if (shown.isEmpty()) {
            throw new InvalidInputException("username", Sentence.of("account.refusal.nameBlank"));
        }
        if (shown.length() > MAX_LENGTH) {
            throw new InvalidInputException("username", Sentence.of("account.refusal.nameLong", MAX_LENGTH));
        }
        if (REFUSED.matcher(shown).find()) {
            throw new InvalidInputException("username", Sentence.of("account.refusal.nameLetters"));
        }
        if (mixesScripts(shown)) {
            throw new InvalidInputException("username", Sentence.of("account.refusal.nameScripts"));
        }
        return shown;
    }

    /** Letters of two scripts may look the same: with them a name could pass for somebody else's in the audit log. */
    private static boolean mixesScripts(String name) {
        Set<UnicodeScript> scripts = name.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.toSet());
        return scripts.size() > 1 && TOGETHER.stream().noneMatch(known -> known.containsAll(scripts));
    }

    /**
     * What a name looks like, in Latin letters as far as they pass for those of another script. It tells names of different scripts
     * apart that keys cannot; that 0 looks like O within one is nobody's trick.
     */
    public static String looks(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                .codePoints()
                .map(it -> LOOK_LIKE.indexOf(it) < 0 ? it : LATIN.charAt(LOOK_LIKE.indexOf(it)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    /** What makes a name unique: without regard to case and to the way its characters are composed. */
    public static String key(String name) {
        String folded = Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }
}
