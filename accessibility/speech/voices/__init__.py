"""The voices a hall can choose: pyttsx3, silent, and the transcript that tests read."""
