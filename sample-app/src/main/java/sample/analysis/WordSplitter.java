package sample.analysis;

import java.util.function.Consumer;

/**
 * Splits text into words: runs of letters, digits and what combines with them, in lower
 * case, with apostrophes inside. An ideograph is a word of its own, because the scripts
 * that have them put no spaces between words. Of a very long word only the start is kept,
 * so that a file without a single space needs no more memory than any other.
 */
final class WordSplitter {

	private static final int LONGEST = 64;

	private final StringBuilder word = new StringBuilder(LONGEST);

	private final Consumer<String> words;

	private int apostrophe;

	WordSplitter(Consumer<String> words) {
		this.words = words;
	}

	void append(int character) {
		if (Character.isIdeographic(character)) {
			end();
			this.words.accept(Character.toString(character));
		}
		else if (isPartOfWord(character)) {
			appendApostrophe();
			appendBounded(Character.toLowerCase(character));
		}
		else if (isApostrophe(character) && !this.word.isEmpty() && this.apostrophe == 0) {
			this.apostrophe = character;
		}
		else {
			end();
		}
	}

	void end() {
		this.apostrophe = 0;
		if (!this.word.isEmpty()) {
			this.words.accept(this.word.toString());
			this.word.setLength(0);
		}
	}

	/**
	 * An apostrophe belongs to the word only if the word goes on behind it.
	 */
	private void appendApostrophe() {
		if (this.apostrophe != 0) {
			appendBounded('\'');
			this.apostrophe = 0;
		}
	}

	private void appendBounded(int character) {
		if (this.word.length() < LONGEST) {
			this.word.appendCodePoint(character);
		}
	}

	private static boolean isApostrophe(int character) {
		return character == '\'' || character == '\u2019';
	}

	private static boolean isPartOfWord(int character) {
		if (Character.isLetterOrDigit(character)) {
			return true;
		}
		int type = Character.getType(character);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

}
