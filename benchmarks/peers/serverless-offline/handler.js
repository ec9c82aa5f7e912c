exports.now = async (event) => event
