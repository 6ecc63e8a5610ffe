package sample.tour;

/**
 * A scene of the tutorial.
 */
interface Scene {

	/**
	 * Return what the scene is called.
	 * @return the title
	 */
	String title();

	/**
	 * Play the scene to its end.
	 * @param stage what it needs
	 * @throws Exception if something did not happen as it should
	 */
	void play(Stage stage) throws Exception;

}
