"""One file per indicator; its name is the file name. Shared helpers live beside this folder, never in it."""
